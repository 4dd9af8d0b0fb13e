"""The Hunan Measures for after-school service, issued 2024-03-18 (湘教发〔2024〕12号)."""
