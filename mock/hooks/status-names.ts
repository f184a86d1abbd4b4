/** The text of each HTTP status. By `import`, Node would fetch its whole HTTP client besides, which nobody here needs. */
export const { STATUS_CODES: statusNames } = process.getBuiltinModule('node:http');
