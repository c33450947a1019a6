"""What is asked of services on the network: one module a source, each parting request from parsing.

Only :mod:`seeds.online.http` touches the network. A source's module makes a
:class:`~seeds.online.request.Request` and reads the bytes that came back, so both can be tested
without anybody answering.
"""
