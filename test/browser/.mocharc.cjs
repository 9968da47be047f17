module.exports = {
  spec: ['dist/test/browser/**/*.spec.js'],
  // A step that hangs is told after this long; none of them is retried.
  timeout: 60_000,
  exit: true,
};
