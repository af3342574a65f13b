"""The texts of letters, 退回单 and 填表说明."""
