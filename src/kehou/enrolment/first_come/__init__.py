"""Places in order of arrival: the second way to choose, where a county permits it (A3.4, A7.8).

``tickets`` are the signed turns; ``offers`` reads what is offered; ``batches`` are the two steps with the
database in which any number of requests is answered. ``door`` takes them ahead of Django in one process,
over a connection of its own, and ``services.claiming`` takes them inside a page, for one request.
"""
