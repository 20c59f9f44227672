import { issuesUrl } from '../../../shared/text/problem-report.ts';
import { consoleDomains } from '../../../shared/models/console-link.ts';
import { projectPage } from '../../../shared/models/update.ts';

/** The consoles and documentation of the AWS partitions. */
const hosts = new Set(['docs.aws.amazon.com', 'docs.amazonaws.cn', ...consoleDomains]);

/** `us-east-1.`, and with several sessions `111122223333-abcd.us-east-1.`, before the domain of a console. */
const regionalPrefix = /^([a-z0-9-]+\.){1,2}$/;

const isRegionalConsole = (hostname: string): boolean =>
  consoleDomains.some(
    (domain) => hostname.endsWith(`.${domain}`) && regionalPrefix.test(hostname.slice(0, -domain.length)),
  );

/** The pages of the project's releases. */
const isReleasePage = ({ origin, pathname }: URL): boolean =>
  `${origin}${pathname}`.startsWith(`${projectPage}/releases/`);

const issues = new URL(issuesUrl);

/** The project's issues alone: others can put any page on the same host. */
const isIssue = (hostname: string, pathname: string): boolean =>
  hostname === issues.hostname &&
  (pathname === issues.pathname || pathname.startsWith(`${issues.pathname}/`));

/** Whether a link may be opened in the user's browser: AWS consoles and documentation, and the project's issues and releases, over https. */
export function isAllowedLink(link: string): boolean {
  if (!URL.canParse(link)) return false;
  const url = new URL(link);
  const { protocol, hostname, port, username, password, pathname } = url;
  const isPlain = port === '' && username === '' && password === '';
  const isKnown =
    hosts.has(hostname) || isRegionalConsole(hostname) || isIssue(hostname, pathname) || isReleasePage(url);
  return protocol === 'https:' && isPlain && isKnown;
}
