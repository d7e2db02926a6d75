"""Feeds: addresses that are looked at again and again for new articles.

``reading`` turns bytes into entries and knows nothing of Django; ``boundary`` runs it in a process under limits;
``schedule`` says when a feed is asked, ``looking`` asks it, ``entries`` hands its entries on as articles.
"""
