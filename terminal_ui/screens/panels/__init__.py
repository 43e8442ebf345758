"""The right side of the front desk: one module for each layer, each turning values into lines of text."""
