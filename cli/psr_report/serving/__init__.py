"""The preview in a browser: an issue served to this machine alone, and changed in place at each save.

One thread, the caller's, owns the newsroom: it reads, assembles and renders (`warm`, `desk`). The watcher
(`watch`) and the server's threads (`server`) only send it messages and pass on what it has made.
"""
