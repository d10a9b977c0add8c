import { startedByNpm, type Config } from '#platform/config.ts'
import { startSupervisor, type Supervisor, type SupervisorOptions } from '#platform/supervisor/supervisor.ts'

/** Starts everything; SIGTERM, Ctrl-C and the death of npm's shell stop it in order, also while it still starts. */
export async function startUntilAsked(
  config: Config,
  options: Omit<SupervisorOptions, 'signal'>,
): Promise<Supervisor> {
  const stop = new AbortController()
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.on(signal, () => stop.abort())
  if (startedByNpm()) {
    const parent = process.ppid
    setInterval(() => process.ppid !== parent && stop.abort(), 500).unref()
  }
  return await startSupervisor(config, { ...options, signal: stop.signal })
}

export const say = (line: string): void => void process.stdout.write(`${line}\n`)
