"""Turn analysts' YAML into the monthly Alternative Power Report."""

__version__ = "0.1.0"
