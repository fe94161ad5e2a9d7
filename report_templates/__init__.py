"""The shipped templates, style sheets and fonts, read with ``importlib.resources.files``."""
