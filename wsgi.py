"""What gunicorn and flask load."""

from hotline.app import create_app

app = create_app()
