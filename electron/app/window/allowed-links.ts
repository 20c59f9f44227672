/** The consoles and documentation of the three AWS partitions. */
const hosts = new Set([
  'docs.aws.amazon.com',
  'console.aws.amazon.com',
  'docs.amazonaws.cn',
  'console.amazonaws.cn',
  'console.amazonaws-us-gov.com',
]);

/** `us-east-1.console.aws.amazon.com`, and with several sessions `111122223333-abcd.us-east-1.console.aws.amazon.com`. */
const regionalConsole =
  /^([a-z0-9-]+\.){1,2}console\.(aws\.amazon\.com|amazonaws\.cn|amazonaws-us-gov\.com)$/;

/** Whether a link may be opened in the user's browser: AWS consoles and documentation over https. */
export function isAllowedLink(link: string): boolean {
  if (!URL.canParse(link)) return false;
  const { protocol, hostname, port, username, password } = new URL(link);
  const isPlain = port === '' && username === '' && password === '';
  return protocol === 'https:' && isPlain && (hosts.has(hostname) || regionalConsole.test(hostname));
}
