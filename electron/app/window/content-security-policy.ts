/**
 * What the page may load: its own scripts, styles, images and fonts, and nothing from anywhere else. It talks to the
 * main process alone, so it opens no connection of its own.
 */
const directives: Readonly<Record<string, string>> = {
  'default-src': "'none'",
  'script-src': "'self'",
  'style-src': "'self'",
  // Cloudscape draws some icons from data: addresses.
  'img-src': "'self' data:",
  'font-src': "'self' data:",
  'connect-src': "'none'",
  'object-src': "'none'",
  'frame-src': "'none'",
  'worker-src': "'none'",
  'base-uri': "'none'",
  'form-action': "'none'",
  'frame-ancestors': "'none'",
};

/** The value of the page's `Content-Security-Policy` header. */
export const contentSecurityPolicy = Object.entries(directives)
  .map(([name, sources]) => `${name} ${sources}`)
  .join('; ');
