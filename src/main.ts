/** The command line. Each command is one file in src/commands; this one only finds it and turns trouble into words. */
import { commands } from './commands/index.ts'
import { ConfigError, configFromEnvironment, exitRefused } from '#platform/config.ts'
import { KeyUnreadable } from '#platform/key-file.ts'
import { ChildRefused } from '#platform/supervisor/child.ts'
import { Declined, NotRunning } from '#platform/supervisor/control.ts'
import { AlreadyRunning } from '#platform/supervisor/hold.ts'

async function main(words: string[]): Promise<number> {
  const [name = 'help', ...rest] = words
  const entry = Object.hasOwn(commands, name) ? commands[name] : undefined
  if (!entry) {
    const lines = Object.entries(commands).map(
      ([word, { usage, summary }]) => `  ${`${word} ${usage}`.trim().padEnd(24)} ${summary}`,
    )
    process.stdout.write(`watchlight COMMAND\n\n${lines.join('\n')}\n`)
    return ['help', '--help', '-h'].includes(name) ? 0 : 64
  }
  const { run } = await entry.load()
  return await run(rest, configFromEnvironment())
}

const refusals = [ConfigError, KeyUnreadable, ChildRefused]
const plain = [...refusals, AlreadyRunning, NotRunning, Declined]

try {
  process.exitCode = await main(process.argv.slice(2))
} catch (error) {
  const refused = refusals.some((kind) => error instanceof kind)
  const expected = plain.some((kind) => error instanceof kind)
  process.stderr.write(`${expected ? (error as Error).message : ((error as Error).stack ?? String(error))}\n`)
  process.exitCode = refused ? exitRefused : 1
}
