"""Trainers and the pure tensor functions they are made of."""
