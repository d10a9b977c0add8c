import path from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Config } from '#platform/config.ts'
import { openDatabase, type Database } from '#platform/database.ts'
import { openKeys } from '#platform/keys/keyring.ts'
import { projectRoot } from '#platform/paths.ts'
import type { Staff } from '#platform/supervisor/boots.ts'
import { askSupervisor, type Handlers } from '#platform/supervisor/control.ts'
import { NotFound } from '#platform/web/errors.ts'
import { say } from './running.ts'

/** `member recover ADDRESS`: asks the running server, which has the key and the database open. */
export async function run(words: string[], config: Config): Promise<number> {
  const [verb, address] = words
  if (verb !== 'recover' || !address) {
    say('watchlight member recover ADDRESS')
    return 64
  }
  const answer = await askSupervisor(config.dataDirectory, 'member.recover', { address })
  const { link, told } = answer as Recovered
  say(`This link works once. Hand it over in person or by telephone.\n\n  ${link}\n`)
  say(`Admins who are told of it by mail: ${told}.`)
  return 0
}

interface Recovery {
  /** Tells all admins and gives the one-time link; throws when no member has the address. */
  recoverMember(db: Database, options: { address: string; consoleUrl: string }): Promise<Recovered>
}

interface Recovered {
  link: string
  /** How many admins get the notice. */
  told: number
}

/** What the supervisor answers. The staff's modules render mails and so hold JSX: they are loaded when first asked. */
export function memberHandlers(staff: Staff, config: Config): Handlers {
  return {
    'member.recover': async ({ address }) => {
      await import('#platform/tsx.ts')
      const file = path.join(projectRoot, 'src/recovery.ts')
      const { recoverMember } = (await import(pathToFileURL(file).href)) as Recovery
      const database = openDatabase({
        url: staff.roleUrls.office,
        keys: openKeys(staff.masterKey),
        connections: 1,
      })
      try {
        const { consoleUrl } = config
        return await recoverMember(database, { address: String(address), consoleUrl })
      } catch (error) {
        if (error instanceof NotFound) throw new Error('No member has this address.', { cause: error })
        throw error
      } finally {
        await database.close()
      }
    },
  }
}
