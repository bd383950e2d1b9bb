"""The facilitator's page: a small server on this computer only, and one page in the browser."""
