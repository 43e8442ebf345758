"""What all posts of a house have in common, apart from how it is drawn: keys, commands, who works there."""
