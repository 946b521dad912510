"""Appeals: somebody says that the roll is wrong about them, and an officer answers."""
