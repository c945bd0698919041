"""The program that python-internals.ipynb looks into: an order desk that takes orders for some seconds.

    python3.11 orders.py [SECONDS]
"""

import sys
import time

PRICES = {"tea": 450, "mug": 1200, "kettle": 3900}


class Order:
    def __init__(self, number):
        self.number = number
        self.items = [item for item in PRICES if (number + len(item)) % 2]

    def total(self):
        return sum(map(price_of, self.items))


def price_of(item):
    return PRICES[item]


def by_total(order):
    return order.total()


def take_orders(first, count):
    orders = [Order(number) for number in range(first, first + count)]
    return sorted(orders, key=by_total)


def main(seconds):
    end = time.monotonic() + seconds
    first = 0
    while time.monotonic() < end:
        take_orders(first, 5)
        first += 5
        time.sleep(0.01)


if __name__ == "__main__":
    main(float(sys.argv[1]) if len(sys.argv) > 1 else 5)
