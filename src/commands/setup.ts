import { existsSync } from 'node:fs'
import path from 'node:path'
import { createInterface } from 'node:readline/promises'
import { ConfigError, type Config } from '#platform/config.ts'
import { checkCode, makeKeyFile } from '#platform/key-file.ts'
import { say } from './running.ts'

/**
 * Makes the master key, once. Nobody can bring it back when it is lost, so the operator must prove that there is a
 * second copy: the check code stands below the key on the copy, and is typed back from there.
 */
export async function run(words: string[], config: Config): Promise<number> {
  const file = path.resolve(words[0] ?? config.keyFile ?? '/etc/watchlight/master.key')
  // Safety: a key that lies with the data is stolen together with the data.
  if (file.startsWith(config.dataDirectory + path.sep)) {
    throw new ConfigError([`The key must lie outside the data directory ${config.dataDirectory}.`])
  }
  // Safety: to replace a key is to lose for ever what it opens.
  if (existsSync(file)) throw new ConfigError([`A key is there already: ${file}. It is never overwritten.`])
  const key = makeKeyFile(file)
  const code = checkCode(key)
  say(`The master key was made: ${file}`)
  say('')
  say(`  key         ${key.toString('base64url')}`)
  say(`  check code  ${code}`)
  say('')
  say('Copy both lines to paper or to a password safe that is not on this machine and in no backup of it.')
  say('Without the key nothing that is sealed can ever be read again, by anybody.')
  const terminal = createInterface({ input: process.stdin, output: process.stdout })
  let ended = false
  terminal.once('close', () => (ended = true))
  try {
    for (;;) {
      const typed = await Promise.race([
        terminal.question('Type the check code from your copy: '),
        new Promise<undefined>((resolve) => terminal.once('close', () => resolve(undefined))),
      ])
      if (typed === undefined || ended) {
        say(`\nNot confirmed. The key stays in ${file}: make the copy before you use it.`)
        return 1
      }
      if (typed.trim().toUpperCase() === code) break
      say('That is another code. Look at the copy, not at the screen.')
    }
  } finally {
    terminal.close()
  }
  say(`Good. Now set WATCHLIGHT_KEY_FILE=${file} and start: watchlight serve`)
  return 0
}
