"""What flows may rely on."""

import unittest

import index


def asked(**parameters):
    return index.handler({"Details": {"Parameters": parameters}}, None)


class OrderStatus(unittest.TestCase):
    def test_a_new_order_is_on_its_way(self):
        self.assertEqual(asked(orderNumber="7301"), {"found": "yes", "status": "on its way"})

    def test_an_old_order_is_delivered(self):
        self.assertEqual(asked(orderNumber="1204"), {"found": "yes", "status": "delivered"})

    def test_what_is_no_order_number_is_not_found(self):
        for number in ["", "12", "73O1", "73011"]:
            self.assertEqual(asked(orderNumber=number), {"found": "no", "status": "unknown"})

    def test_a_call_without_a_number_is_answered(self):
        self.assertEqual(asked()["found"], "no")

    def test_answers_are_flat_texts(self):
        for answer in asked(orderNumber="7301").values():
            self.assertIsInstance(answer, str)


if __name__ == "__main__":
    unittest.main()
