"""Orchestration only: the dataset flow and the command line."""
