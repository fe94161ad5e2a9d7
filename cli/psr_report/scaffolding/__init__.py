"""New newsrooms, issues and articles: texts to overwrite, with a mark at each gap that only a person fills.

Nothing here writes a file or asks a person; texts and names come back.
"""
