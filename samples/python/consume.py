#!/usr/bin/env python3
"""Receives every event of users and prints each as a line of JSON: a consumer that shares nothing with the services but the broker.

    apt-get install python3-pika     # or: pip install pika
    ./consume.py [QUEUE]             # ConnectionStrings__messaging says where RabbitMQ is

The queue is durable: what happens while this program is away is received when it is back. An event may come more than once, and
within a stream the events come in order but for these repetitions. So keep the highest cloudEvents:streamversion of each
cloudEvents:stream together with what you derive from it, and pass over what is not higher.
"""
import json
import os
import sys

import pika

EXCHANGE = "domain_events"
QUEUE = sys.argv[1] if len(sys.argv) > 1 else "sample.python"
URL = os.environ.get("ConnectionStrings__messaging", "amqp://guest:guest@localhost:5672/%2F")


def show(channel, method, properties, body):
    names = ("message_id", "type", "timestamp", "content_type", "correlation_id", "app_id", "delivery_mode")
    event = {
        "routing_key": method.routing_key,
        "properties": {name: getattr(properties, name) for name in names if getattr(properties, name) is not None},
        "headers": properties.headers,
        "body": body.decode("utf-8", errors="replace"),  # JSON, as docs/asyncapi.yaml says
    }
    print(json.dumps(event), flush=True)
    channel.basic_ack(method.delivery_tag)  # only now: if we die before, it comes again


connection = pika.BlockingConnection(pika.URLParameters(URL))
channel = connection.channel()
channel.exchange_declare(EXCHANGE, exchange_type="topic", durable=True)
channel.queue_declare(QUEUE, durable=True, arguments={"x-queue-type": "quorum"})
channel.queue_bind(QUEUE, EXCHANGE, routing_key="user.*")
channel.basic_qos(prefetch_count=100)
channel.basic_consume(QUEUE, on_message_callback=show)
print("bound", file=sys.stderr, flush=True)
try:
    channel.start_consuming()
except KeyboardInterrupt:
    connection.close()
