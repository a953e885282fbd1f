"""GOV.UK Notify, for public bodies: an extra, `sayso[notify]`."""
