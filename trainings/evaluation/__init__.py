"""What participants say of a training: right after it, and three months on."""
