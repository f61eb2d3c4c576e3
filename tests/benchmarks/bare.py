"""The page that the served figures are compared with: Flask, one route, nothing else."""

from flask import Flask

from hotline import db

db.connect("sqlite://")  # it is served as the hotline is, whose workers look for their database; the page asks none
app = Flask(__name__)

PAGE = "<!doctype html><html lang=en><title>Bare</title><p>Nothing is looked up here.</p></html>"


@app.get("/")
def page() -> str:
    return PAGE


@app.post("/")
def post() -> str:
    return PAGE
