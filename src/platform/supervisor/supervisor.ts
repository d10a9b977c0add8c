/** `watchlight serve` on one machine: PostgreSQL, migrations, then public, office, private and worker, kept running. */
import { build, type Build } from '../build.ts'
import { exitRefused, type Config } from '../config.ts'
import { KeyUnreadable, readKeyFile } from '../key-file.ts'
import { openKeys } from '../keys/keyring.ts'
import { migrate, type RoleUrls } from '../migrate.ts'
import { migrationsFolder } from '../paths.ts'
import * as boots from './boots.ts'
import type { Staff } from './boots.ts'
import { keepRunning, type Child, type ChildOptions, type ChildState } from './child.ts'
import { keepPostgres } from './keep-postgres.ts'
import { listenForControl, type Handlers } from './control.ts'
import { holdDataDirectory, type Hold } from './hold.ts'
import { recallPublicBoot, rememberPublicBoot } from './remembered.ts'
import { makeShutdown, type Shutdown } from './shutdown.ts'

export interface SupervisorOptions {
  demo?: boolean
  log: (line: string) => void
  /** Stops everything, also in the middle of the start. */
  signal?: AbortSignal
  /** A build made beforehand; without one the source is built at the start. */
  built?: Build
  /** More requests for the control socket, answered once the staff's side runs. */
  handlers?: (staff: Staff) => Handlers
}

export interface Supervisor {
  /** Undefined while the master key cannot be read: then only the public pages are served. */
  readonly staff: Staff | undefined
  /** The owner of the database, when it is known. */
  readonly ownerUrl: string | undefined
  status(): Status
  stop(): Promise<void>
  /** Resolves with the exit code once everything has stopped, asked or not. */
  stopped: Promise<number>
}

export interface Status {
  /** The master key could not be read yet. */
  locked: boolean
  build: string
  children: ChildState[]
}

/** How often a missing key is looked for again, in milliseconds. */
const keyPause = 2_000

/**
 * Starts everything and resolves when it serves. Throws AlreadyRunning, KeyUnreadable, or what a part threw; then
 * nothing is left running.
 */
export async function startSupervisor(config: Config, options: SupervisorOptions): Promise<Supervisor> {
  const key = readKey(config)
  // first of all: without a key and without memory of one nothing is to be made or started
  if (!Buffer.isBuffer(key) && !recallPublicBoot(config.dataDirectory)) throw key
  const shutdown = makeShutdown(options.log)
  options.signal?.addEventListener('abort', () => void shutdown.stop())
  try {
    const hold = holdDataDirectory(config.dataDirectory)
    shutdown.later(() => hold.release())
    const [built, ownerUrl] = await Promise.all([
      options.built ?? build(hold.dataDirectory),
      findOwner(config, hold, shutdown, options.log),
    ])
    const site = new Site(config, options, shutdown, built, ownerUrl)
    const control = await listenForControl(hold, site.handlers)
    shutdown.later(() => control.close())
    await site.start()
    return site
  } catch (error) {
    await shutdown.stop(1)
    throw error
  }
}

/** The running whole. */
class Site implements Supervisor {
  staff: Staff | undefined
  readonly ownerUrl: string | undefined
  readonly stopped: Promise<number>
  readonly handlers: Handlers
  readonly #config: Config
  readonly #options: SupervisorOptions
  readonly #shutdown: Shutdown
  readonly #built: Build
  readonly #children = new Map<string, Child>()

  constructor(
    config: Config,
    options: SupervisorOptions,
    shutdown: Shutdown,
    built: Build,
    ownerUrl?: string,
  ) {
    this.#config = config
    this.#options = options
    this.#shutdown = shutdown
    this.#built = built
    this.ownerUrl = ownerUrl
    this.stopped = shutdown.stopped
    this.handlers = {
      ping: async () => 'pong',
      status: async () => this.status(),
      stop: async () => void setImmediate(() => void this.stop()),
    }
  }

  status(): Status {
    const children = [...this.#children.values()].map((child) => child.state())
    return { locked: this.staff === undefined, build: this.#built.hash, children }
  }

  stop(): Promise<void> {
    return this.#shutdown.stop()
  }

  async start(): Promise<void> {
    const key = readKey(this.#config)
    await (Buffer.isBuffer(key) ? this.#startWhole(key) : this.#startLocked(key))
  }

  async #startWhole(masterKey: Buffer): Promise<void> {
    const [config, built, demo] = [this.#config, this.#built, this.#options.demo ?? false]
    const staff: Staff = { masterKey, roleUrls: await this.#rolesFor(masterKey) }
    const publicBoot = boots.bootOfPublic(config, built, staff)
    rememberPublicBoot(config.dataDirectory, publicBoot)
    const ready = [
      this.#keep({ words: boots.workerWords(built), boot: boots.bootOfWorker(config, built, staff, demo) }),
      this.#keep({ words: boots.officeWords(built), boot: boots.bootOfOffice(config, built, staff, demo) }),
      this.#keep({ words: boots.privateWords(built), boot: boots.bootOfPrivate(config, built, staff) }),
    ]
    if (!this.#children.has('public')) {
      ready.push(this.#keep({ words: boots.publicWords(built), boot: publicBoot }))
    }
    await Promise.all(ready)
    this.staff = staff
    Object.assign(this.handlers, this.#options.handlers?.(staff))
  }

  /** After a reboot the key may come later, by hand: visitors are served meanwhile, from what the last start knew. */
  async #startLocked(why: KeyUnreadable): Promise<void> {
    const boot = recallPublicBoot(this.#config.dataDirectory)
    if (!boot) throw why
    this.#options.log(`${why.message} Public pages are served; the office waits for the key.`)
    const today = { ...boot, ...boots.publicAddress(this.#config, this.#built) }
    await this.#keep({ words: boots.publicWords(this.#built), boot: today })
    const timer = setInterval(() => {
      const key = readKey(this.#config)
      if (!Buffer.isBuffer(key)) return
      clearInterval(timer)
      this.#startWhole(key).catch((error: Error) => {
        this.#options.log(error.message)
        void this.#shutdown.stop(1)
      })
    }, keyPause)
    this.#shutdown.later(() => clearInterval(timer))
  }

  #keep(child: Pick<ChildOptions, 'words' | 'boot'>): Promise<unknown> {
    if (this.#shutdown.begun) throw new Error('Stopped while starting.')
    const kept = keepRunning({
      ...child,
      log: this.#options.log,
      onRefused: () => void this.#shutdown.stop(exitRefused),
    })
    this.#children.set(child.boot.role, kept)
    this.#shutdown.later(() => kept.stop())
    return kept.ready
  }

  async #rolesFor(masterKey: Buffer): Promise<RoleUrls> {
    const given = this.#config.roleUrls
    const { ownerUrl } = this
    if (!ownerUrl) return given as RoleUrls
    const contextKey = openKeys(masterKey).context
    const made = await migrate({ ownerUrl, contextKey, folder: migrationsFolder, log: this.#options.log })
    return {
      public: given.public ?? made.public,
      office: given.office ?? made.office,
      worker: given.worker ?? made.worker,
    }
  }
}

/** DATABASE_URL; nobody's when all three logins were given; else the owner of the embedded PostgreSQL, started here. */
async function findOwner(
  config: Config,
  hold: Hold,
  shutdown: Shutdown,
  log: (line: string) => void,
): Promise<string | undefined> {
  const { public: visitors, office, worker } = config.roleUrls
  if (config.databaseUrl || (visitors && office && worker)) return config.databaseUrl
  return await keepPostgres(hold, shutdown, log)
}

/** The key, or why it cannot be read now. Throws when none is configured: that is never a passing trouble. */
function readKey(config: Config): Buffer | KeyUnreadable {
  if (!config.keyFile) {
    throw new KeyUnreadable(
      'WATCHLIGHT_KEY_FILE is not set: run "watchlight setup" once, then set it to the file made.',
    )
  }
  try {
    return readKeyFile(config.keyFile)
  } catch (error) {
    if (error instanceof KeyUnreadable) return error
    throw error
  }
}
