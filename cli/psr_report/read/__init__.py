"""Files to typed values, each knowing its place: the only part that opens content."""
