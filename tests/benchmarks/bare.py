"""The page that the served figures are compared with: Flask, one route, nothing else."""

from flask import Flask

app = Flask(__name__)

PAGE = "<!doctype html><html lang=en><title>Bare</title><p>Nothing is looked up here.</p></html>"


@app.get("/")
def page() -> str:
    return PAGE


@app.post("/")
def post() -> str:
    return PAGE
