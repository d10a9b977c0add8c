/** The only reader of the environment. Everything the operator can set stands here, with its check and its remedy. */
import { BlockList, isIP } from 'node:net'
import path from 'node:path'
import { isAllowedEndpoint } from './outside/index.ts'

export interface Config {
  /** Absolute path of the data directory. */
  dataDirectory: string
  /** Address that all listeners bind. */
  host: string
  ports: {
    public: number
    console: number
    private: number
    mailbox: number
    mailboxSmtp: number
    demoSite: number
  }
  /** Origins without a closing slash. Canonical addresses come from here, never from a Host header. */
  publicUrl: string
  consoleUrl: string
  privateUrl: string
  keyFile: string | undefined
  smtpUrl: string | undefined
  /** Where visitors find the source code of the version that runs here (AGPL, section 13). */
  sourceUrl: string | undefined
  /** The owner of an external PostgreSQL; undefined: the embedded one. */
  databaseUrl: string | undefined
  /** Logins that somebody else made and gave their rights. */
  roleUrls: { public?: string; office?: string; worker?: string }
  /** Addresses or networks whose X-Forwarded-For is believed. */
  trustedProxies: string[]
  /** Asked every minute while check-ins are looked at, so that a monitor outside notices silence. */
  heartbeatUrl: string | undefined
  /** Exact `host:port` endpoints of the operator that pass the guarded way out. */
  outsideAllow: string[]
}

/** The message names each wrong setting and how to mend it; nothing was started. */
export class ConfigError extends Error {
  constructor(problems: string[]) {
    super(problems.join('\n'))
    this.name = 'ConfigError'
  }
}

/** Exit code of a process that refuses its configuration (sysexits EX_CONFIG): restarting would not help. */
export const exitRefused = 78

type Environment = Record<string, string | undefined>

/** Reads and checks all settings; throws ConfigError with every problem at once. */
export function readConfig(env: Environment): Config {
  const problems: string[] = []
  const known = new Set<string>()
  const setting = (name: string) => {
    known.add(name)
    return env[name]?.trim() || undefined
  }
  const check = <T>(name: string, fallback: T, read: (text: string) => T | undefined, remedy: string): T => {
    const text = setting(name)
    if (text === undefined) return fallback
    const value = read(text)
    if (value !== undefined) return value
    problems.push(`${name} ${remedy}`)
    return fallback
  }
  const port = (name: string, fallback: number) =>
    check(name, fallback, asPort, 'must be a port number from 1 to 65535.')
  const ports = {
    public: port('WATCHLIGHT_PUBLIC_PORT', 4000),
    console: port('WATCHLIGHT_CONSOLE_PORT', 4001),
    private: port('WATCHLIGHT_PRIVATE_PORT', 4002),
    mailbox: port('WATCHLIGHT_MAILBOX_PORT', 4003),
    mailboxSmtp: port('WATCHLIGHT_MAILBOX_SMTP_PORT', 4025),
    demoSite: port('WATCHLIGHT_DEMO_SITE_PORT', 4004),
  }
  const origin = (name: string, fallbackPort: number) =>
    check(
      name,
      `http://localhost:${fallbackPort}`,
      asOrigin,
      'must be an address like https://watchlight.example: https (http only for localhost), no path, no user name.',
    )
  const postgres = (name: string) =>
    check(name, undefined, asPostgres, 'must look like postgres://user:password@host:5432/database.')
  const config: Config = {
    dataDirectory: path.resolve(setting('WATCHLIGHT_DATA') ?? './data'),
    host: check(
      'WATCHLIGHT_HOST',
      '127.0.0.1',
      asHost,
      'must be an IP address to listen on, like 127.0.0.1 or ::.',
    ),
    ports,
    publicUrl: origin('WATCHLIGHT_PUBLIC_URL', ports.public),
    consoleUrl: origin('WATCHLIGHT_CONSOLE_URL', ports.console),
    privateUrl: origin('WATCHLIGHT_PRIVATE_URL', ports.private),
    keyFile: check('WATCHLIGHT_KEY_FILE', undefined, path.resolve, ''),
    smtpUrl: check(
      'WATCHLIGHT_SMTP_URL',
      undefined,
      asSmtp,
      'must look like smtp://user:password@relay.example:587.',
    ),
    sourceUrl: check(
      'WATCHLIGHT_SOURCE_URL',
      undefined,
      asPage,
      'must be the https address of the source code of the version that runs here.',
    ),
    databaseUrl: postgres('DATABASE_URL'),
    roleUrls: {
      public: postgres('WATCHLIGHT_DB_PUBLIC_URL'),
      office: postgres('WATCHLIGHT_DB_OFFICE_URL'),
      worker: postgres('WATCHLIGHT_DB_WORKER_URL'),
    },
    trustedProxies: check(
      'WATCHLIGHT_TRUSTED_PROXIES',
      [],
      (text) => listOf(text, isNetwork),
      'must list addresses or networks between commas, like 127.0.0.1,10.0.0.0/8.',
    ),
    heartbeatUrl: check(
      'WATCHLIGHT_HEARTBEAT_URL',
      undefined,
      asHttp,
      'must be the address of a monitor, like https://monitor.example/ping/abc.',
    ),
    outsideAllow: check(
      'WATCHLIGHT_OUTSIDE_ALLOW',
      [],
      (text) => listOf(text, (entry) => /^(\[[0-9a-f:]+\]|[a-z0-9.-]+):\d{1,5}$/i.test(entry)),
      'must list host:port between commas, like sms.example:8443.',
    ),
  }
  problems.push(...contradictions(config), ...mistyped(env, known))
  if (problems.length > 0) throw new ConfigError(problems)
  return config
}

/** Ours, but no settings: what the tests and the build tell one another. */
const ours = /^WATCHLIGHT_(?:TEST_\w+|PROJECT_ROOT|SIGN_IN|COLLEAGUE|MAILBOX)$/i

/** Safety: a mistyped name would silently leave its default, and the default of a wall is no wall. */
function mistyped(env: Environment, known: ReadonlySet<string>): string[] {
  const strangers = Object.keys(env).filter(
    (name) => /^WATCHLIGHT_/i.test(name) && !known.has(name) && !ours.test(name),
  )
  return strangers.map((name) => {
    const near = [...known].map((other) => ({ other, far: distance(name.toUpperCase(), other) }))
    const [nearest] = near.sort((a, b) => a.far - b.far)
    const meant = nearest && nearest.far <= 4 ? ` Did you mean ${nearest.other}?` : ''
    return `${name} is no setting.${meant} Take it out, or write it as the README has it.`
  })
}

/** Levenshtein's distance: how many letters to change, add or leave out. */
function distance(a: string, b: string): number {
  let above = Array.from({ length: b.length + 1 }, (_, j) => j)
  for (const [i, letter] of a.split('').entries()) {
    const row = [i + 1]
    for (let j = 1; j <= b.length; j++)
      row[j] = Math.min(above[j]! + 1, row[j - 1]! + 1, above[j - 1]! + (letter === b[j - 1] ? 0 : 1))
    above = row
  }
  return above[b.length]!
}

const portNames = {
  public: 'WATCHLIGHT_PUBLIC_PORT',
  console: 'WATCHLIGHT_CONSOLE_PORT',
  private: 'WATCHLIGHT_PRIVATE_PORT',
  mailbox: 'WATCHLIGHT_MAILBOX_PORT',
  mailboxSmtp: 'WATCHLIGHT_MAILBOX_SMTP_PORT',
  demoSite: 'WATCHLIGHT_DEMO_SITE_PORT',
} as const

/** Settings that are fine alone and dangerous or useless together. */
function contradictions(config: Config): string[] {
  const problems: string[] = []
  const hosts = { public: new URL(config.publicUrl), console: new URL(config.consoleUrl) }
  // Safety: cookies cross ports, so a hole in the public pages would reach the sessions of the staff.
  if (hosts.public.protocol === 'https:' && hosts.public.hostname === hosts.console.hostname) {
    problems.push('WATCHLIGHT_CONSOLE_URL must have another host name than WATCHLIGHT_PUBLIC_URL.')
  }
  const ports = Object.entries(config.ports) as [keyof typeof portNames, number][]
  for (const [i, [name, port]] of ports.entries()) {
    const twin = ports.slice(0, i).find(([, other]) => other === port)
    if (twin)
      problems.push(`${portNames[name]} must be another port than ${portNames[twin[0]]}: both are ${port}.`)
  }
  // Safety: an address that says whose page it is, in the history of a telephone, may cost what the page protects.
  const hidden = new URL(config.privateUrl)
  if (
    hidden.protocol === 'https:' &&
    [hosts.public, hosts.console].some(({ hostname }) => hostname === hidden.hostname)
  ) {
    problems.push('WATCHLIGHT_PRIVATE_URL must have a host name of its own, one that says nothing.')
  }
  if (config.heartbeatUrl && !isAllowedEndpoint(config.heartbeatUrl, config.outsideAllow)) {
    problems.push('The host and port of WATCHLIGHT_HEARTBEAT_URL must stand in WATCHLIGHT_OUTSIDE_ALLOW.')
  }
  // Safety: a key that lies with the data is stolen together with the data.
  if (config.keyFile?.startsWith(config.dataDirectory + path.sep)) {
    problems.push('WATCHLIGHT_KEY_FILE must lie outside WATCHLIGHT_DATA, so that no backup holds both.')
  }
  return problems
}

function asPort(text: string): number | undefined {
  const port = Number(text)
  return /^\d+$/.test(text) && port >= 1 && port <= 65_535 ? port : undefined
}

const asHost = (text: string) => (isIP(text) ? text : undefined)

const loopbackName = /^(localhost|127(\.\d+){3}|\[::1\])$/

function asOrigin(text: string): string | undefined {
  if (!URL.canParse(text)) return undefined
  const url = new URL(text)
  const bare = url.pathname === '/' && !url.search && !url.hash && !url.username && !url.password
  const closed = url.protocol === 'https:' || (url.protocol === 'http:' && loopbackName.test(url.hostname))
  return bare && closed ? url.origin : undefined
}

function asUrl(text: string, protocols: string[]): string | undefined {
  return URL.canParse(text) && protocols.includes(new URL(text).protocol) && new URL(text).host
    ? text
    : undefined
}
const asHttp = (text: string) => asUrl(text, ['https:', 'http:'])
const asPage = (text: string) => asUrl(text, ['https:'])
const asSmtp = (text: string) => asUrl(text, ['smtp:', 'smtps:'])
const asPostgres = (text: string) => asUrl(text, ['postgres:', 'postgresql:'])

function listOf(text: string, isGood: (entry: string) => boolean): string[] | undefined {
  const entries = text.split(',').map((entry) => entry.trim())
  return entries.every(isGood) ? entries : undefined
}

function isNetwork(entry: string): boolean {
  const [address = '', bits, ...more] = entry.split('/')
  if (more.length > 0 || !isIP(address)) return false
  if (bits === undefined) return true
  try {
    new BlockList().addSubnet(address, Number(bits), isIP(address) === 6 ? 'ipv6' : 'ipv4')
    return /^\d+$/.test(bits)
  } catch {
    return false
  }
}

/** Whether mail sent there stays on this machine. */
export function isLoopbackUrl(url: string): boolean {
  return loopbackName.test(new URL(url).hostname)
}

/** The settings of this process. Only command lines call it; children get theirs in their Boot line. */
export const configFromEnvironment = (): Config => readConfig(process.env)

/** npm starts us under a shell that swallows SIGTERM: such a process must watch its parent. */
export const startedByNpm = (): boolean => process.env.npm_lifecycle_event !== undefined
