"""Ideas and proposals of an edition: records that people support, discuss and merge."""
