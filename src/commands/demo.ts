import { existsSync, rmSync } from 'node:fs'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { ConfigError, isLoopbackUrl, type Config } from '#platform/config.ts'
import { ensureDemoKey } from '#platform/key-file.ts'
import type { Catcher } from '#platform/mailbox/index.ts'
import { prepareDataDirectory, projectRoot } from '#platform/paths.ts'
import type { Staff } from '#platform/supervisor/boots.ts'
import { AlreadyRunning, isHeld } from '#platform/supervisor/hold.ts'
import { auditHandlers } from './audit.ts'
import { memberHandlers } from './member.ts'
import { say, startUntilAsked } from './running.ts'

/** What the played story gets: `src/demo.ts` exports `runDemo(world: DemoWorld): Promise<DemoResult>`. */
export interface DemoWorld {
  publicUrl: string
  consoleUrl: string
  /** Where all mail of the demo ends, to be looked at and waited for. */
  mailbox: Catcher
  /** Master key and logins of the running server. */
  staff: Staff
  dataDirectory: string
  /** Where the site of one of the organisations is to be. */
  sitePort: number
  /** Play, check and end; otherwise the server stays up afterwards. */
  once: boolean
  log: (line: string) => void
}

export interface DemoResult {
  passed: number
  failed: number
  /** One-time sign-in link of the demo's campaigner. */
  signIn?: string
}

interface Story {
  runDemo(world: DemoWorld): Promise<DemoResult>
}

const banner = `
  Watchlight demo. Everything here is invented, and its key lies beside its data:
  never enter anything real. Only this machine can reach it, and no mail leaves it.
`

/** `demo`: an invented world with its own data directory, mailbox and key, on this machine only. */
export async function run(words: string[], config: Config): Promise<number> {
  const once = words.includes('--once')
  const demo = demoConfig(config, once)
  say(banner)
  // mails and pages hold JSX
  await import('#platform/tsx.ts')
  const { startCatcher } = await import('#platform/mailbox/index.ts')
  const { mailboxSmtp, mailbox: pagePort } = demo.ports
  const mailbox = await startCatcher({ smtpPort: mailboxSmtp, pagePort })
  try {
    const supervisor = await startUntilAsked(demo, {
      demo: true,
      log: say,
      handlers: (staff) => ({ ...memberHandlers(staff, demo), ...auditHandlers(staff, demo) }),
    })
    const { publicUrl, consoleUrl, dataDirectory } = demo
    const result = await play({
      publicUrl,
      consoleUrl,
      mailbox,
      dataDirectory,
      sitePort: demo.ports.demoSite,
      once,
      log: say,
      staff: supervisor.staff!,
    })
    if (!once) {
      say(`\nThe demo is up until you press Ctrl-C.`)
      say(`  Visitors  ${publicUrl}\n  Console   ${result.signIn ?? consoleUrl}\n  Mailbox   ${mailbox.url}`)
      return await supervisor.stopped
    }
    await supervisor.stop()
    say(`${result.passed} passed, ${result.failed} failed`)
    return result.failed === 0 && result.passed > 0 ? 0 : 1
  } finally {
    await mailbox.close()
  }
}

/** A story that breaks off is a failed step; the server stays up, so that one can look. */
async function play(world: DemoWorld): Promise<DemoResult> {
  const file = path.join(projectRoot, 'src/demo.ts')
  if (!existsSync(file)) return { passed: 0, failed: 0 }
  try {
    const story = (await import(pathToFileURL(file).href)) as Story
    return await story.runDemo(world)
  } catch (error) {
    say(`The story broke off: ${(error as Error).stack ?? String(error)}`)
    return { passed: 0, failed: 1 }
  }
}

const addresses = { publicUrl: 'WATCHLIGHT_PUBLIC_URL', consoleUrl: 'WATCHLIGHT_CONSOLE_URL' } as const

/**
 * The same settings, moved into a corner of their own. Throws ConfigError, or AlreadyRunning.
 * Safety: the demo has invented people and open doors, so it must not touch a real database, relay or network.
 */
export function demoConfig(config: Config, once = false): Config {
  const problems: string[] = []
  if (config.databaseUrl || Object.values(config.roleUrls).some(Boolean)) {
    problems.push(
      'DATABASE_URL and WATCHLIGHT_DB_… must not be set for the demo: it has a database of its own.',
    )
  }
  if (config.smtpUrl && !isLoopbackUrl(config.smtpUrl)) {
    problems.push('WATCHLIGHT_SMTP_URL must not name a real relay for the demo: unset it.')
  }
  for (const name of ['publicUrl', 'consoleUrl'] as const) {
    if (!isLoopbackUrl(config[name]))
      problems.push(`${addresses[name]} must not be set for the demo: it is local.`)
  }
  if (problems.length > 0) throw new ConfigError(problems)
  const dataDirectory = path.join(config.dataDirectory, once ? 'demo-once' : 'demo')
  if (isHeld(dataDirectory)) throw new AlreadyRunning(dataDirectory)
  // played to be checked: always from the first page
  if (once) rmSync(dataDirectory, { recursive: true, force: true })
  prepareDataDirectory(dataDirectory)
  return {
    ...config,
    dataDirectory,
    keyFile: ensureDemoKey(dataDirectory),
    smtpUrl: `smtp://127.0.0.1:${config.ports.mailboxSmtp}`,
    host: '127.0.0.1',
    // only this machine can reach it: the story may say that its visitors come from many networks
    trustedProxies: ['127.0.0.1', '::1'],
  }
}
