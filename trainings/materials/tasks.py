"""Celery tasks of materials."""

from celery import shared_task

from trainings.materials.keeping import scan_waiting


@shared_task(name="trainings.materials.tasks.scan_waiting_materials")
def scan_waiting_materials() -> None:
    """Look into the files that wait for the virus scanner."""
    scan_waiting()
