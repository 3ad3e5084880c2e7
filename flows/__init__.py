"""Prefect flows and their schedules: orchestration only."""
