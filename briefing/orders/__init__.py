"""What was asked for: folders of reports, JSONL files and TOML manifests, read into a stream of orders."""

from briefing.orders.inputs import count_orders, read_orders
from briefing.orders.manifest import Manifest, NamedBrief
from briefing.orders.order import Order

__all__ = ["Manifest", "NamedBrief", "Order", "count_orders", "read_orders"]
