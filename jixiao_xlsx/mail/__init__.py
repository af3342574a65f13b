"""邮件与压缩包: what arrived is taken apart, and letters are written and sent; knows no workbook and no store."""
