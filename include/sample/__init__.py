"""An invented web of news outlets, served on loopback: what the demo and the tests fetch.

Outlets, people, places and events are made up. Article texts stand in `stories/`, outlets in
`outlets.yaml`, what is true about them in `truth.yaml`.
"""
