"""Places in order of arrival: the second way to choose, where a county permits it (A3.4, A7.8).

``tickets`` are the signed turns; ``offers`` reads what is offered; ``batches`` is the one conversation with
the database in which any number of requests is answered; ``door`` holds it ahead of Django in one process,
and ``services.claiming`` holds it inside a page, for one request.
"""
