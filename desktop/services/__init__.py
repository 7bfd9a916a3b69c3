"""What a user can do, without Qt: the window and the command line both call these."""
