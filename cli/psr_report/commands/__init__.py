"""The commands, a module each: options in, a library call, an exit code out. No rules live here."""
