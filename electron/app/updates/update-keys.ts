/**
 * The public keys that update files are verified with: Ed25519, SPKI in DER, base64. A new key is added a release before
 * files are signed with it alone. Without a key, the app shows new versions and installs none. See docs/updates.md.
 */
export const updateKeys: readonly string[] = [];
