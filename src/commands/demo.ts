import path from 'node:path'
import { existsSync } from 'node:fs'
import { pathToFileURL } from 'node:url'
import { ConfigError, isLoopbackUrl, type Config } from '#platform/config.ts'
import { ensureDemoKey, readKeyFile } from '#platform/key-file.ts'
import { prepareDataDirectory, projectRoot } from '#platform/paths.ts'
import { askSupervisor, NotRunning } from '#platform/supervisor/control.ts'
import type { Staff } from '#platform/supervisor/boots.ts'
import { memberHandlers } from './member.ts'
import { say, startUntilAsked } from './running.ts'

/** What the played story gets; src/demo.ts exports `runDemo(world: DemoWorld)`. */
export interface DemoWorld {
  publicUrl: string
  consoleUrl: string
  mailboxUrl: string
  /** Where the mailbox takes mail: smtp://127.0.0.1:4025. */
  smtpUrl: string
  /** `http` port of the mailbox page, and its SMTP port. */
  ports: Config['ports']
  host: string
  staff: Staff
  /** The database's owner, for what no door can do. */
  ownerUrl: string
  dataDirectory: string
  /** Play, check and end. */
  once: boolean
  log: (line: string) => void
}

export interface DemoResult {
  passed: number
  failed: number
}

interface DemoDoor {
  /** Runs before the supervisor: the mailbox must take mail when the worker starts. Gives what stops it. */
  startMailbox?(world: Pick<DemoWorld, 'host' | 'ports' | 'log'>): Promise<() => Promise<void>>
  runDemo(world: DemoWorld): Promise<DemoResult>
}

const banner = `
  Watchlight demo. Everything here is invented, and its key lies beside its data:
  never enter anything real. Only this machine can reach it, and no mail leaves it.
`

/** `demo`: an invented world with its own data directory, mailbox and key, on this machine only. */
export async function run(words: string[], config: Config): Promise<number> {
  const once = words.includes('--once')
  const demo = demoConfig(config)
  await mustNotRunYet(demo)
  say(banner)
  const door = await loadStory()
  const { host, ports, dataDirectory, publicUrl, consoleUrl } = demo
  const closeMailbox = await door.startMailbox?.({ host, ports, log: say })
  try {
    const supervisor = await startUntilAsked(demo, {
      demo: true,
      log: say,
      handlers: (staff) => memberHandlers(staff, demo),
    })
    const { passed, failed } = await door.runDemo({
      publicUrl,
      consoleUrl,
      mailboxUrl: `http://localhost:${ports.mailbox}`,
      smtpUrl: demo.smtpUrl!,
      ports,
      host,
      staff: supervisor.staff!,
      ownerUrl: supervisor.ownerUrl!,
      dataDirectory,
      once,
      log: say,
    })
    if (!once) return await supervisor.stopped
    await supervisor.stop()
    say(`${passed} passed, ${failed} failed`)
    return failed === 0 && passed > 0 ? 0 : 1
  } finally {
    await closeMailbox?.()
  }
}

/** Safety: the demo has invented people and open doors, so it must not touch a real database, relay or network. */
function demoConfig(config: Config): Config {
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
      problems.push(`${setting[name]} must not be set for the demo: it is local.`)
  }
  if (problems.length > 0) throw new ConfigError(problems)
  const dataDirectory = prepareDataDirectory(path.join(config.dataDirectory, 'demo'))
  const keyFile = ensureDemoKey(dataDirectory)
  readKeyFile(keyFile)
  const smtpUrl = `smtp://127.0.0.1:${config.ports.mailboxSmtp}`
  return { ...config, dataDirectory, keyFile, smtpUrl, host: '127.0.0.1' }
}

const setting = { publicUrl: 'WATCHLIGHT_PUBLIC_URL', consoleUrl: 'WATCHLIGHT_CONSOLE_URL' }

async function mustNotRunYet(demo: Config): Promise<void> {
  try {
    await askSupervisor(demo.dataDirectory, 'ping')
  } catch (error) {
    if (error instanceof NotRunning) return
    throw error
  }
  throw new ConfigError([
    `The demo runs already: ${demo.publicUrl} and ${demo.consoleUrl}. Stop it with Ctrl-C first.`,
  ])
}

async function loadStory(): Promise<DemoDoor> {
  const file = path.join(projectRoot, 'src/demo.ts')
  if (!existsSync(file)) return { runDemo: async () => ({ passed: 0, failed: 0 }) }
  await import('#platform/tsx.ts')
  return (await import(pathToFileURL(file).href)) as DemoDoor
}
