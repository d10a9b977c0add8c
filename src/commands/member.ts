import path from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Config } from '#platform/config.ts'
import { openDatabase, type Database } from '#platform/database.ts'
import { openKeys } from '#platform/keys/keyring.ts'
import { projectRoot } from '#platform/paths.ts'
import type { Staff } from '#platform/supervisor/boots.ts'
import { askSupervisor, type Handlers } from '#platform/supervisor/control.ts'
import { say } from './running.ts'

/** `member recover ADDRESS`: asks the running server, which has the key and the database open. */
export async function run(words: string[], config: Config): Promise<number> {
  const [verb, address] = words
  if (verb !== 'recover' || !address) {
    say('watchlight member recover ADDRESS')
    return 64
  }
  const { link } = (await askSupervisor(config.dataDirectory, 'member.recover', { address })) as {
    link: string
  }
  say(`This link works once. Hand it over in person or by telephone; all admins are told.\n\n  ${link}\n`)
  return 0
}

interface Door {
  /** Gives the whole one-time link; throws when no member has the address. */
  recoverMember(database: Database, options: { address: string; consoleUrl: string }): Promise<string>
}

/** What the supervisor answers. The staff's modules render mails and so hold JSX: they are loaded when first asked. */
export function memberHandlers(staff: Staff, config: Config): Handlers {
  return {
    'member.recover': async ({ address }) => {
      await import('#platform/tsx.ts')
      const file = path.join(projectRoot, 'src/organisations/index.ts')
      const { recoverMember } = (await import(pathToFileURL(file).href)) as Door
      const database = openDatabase({
        url: staff.roleUrls.office,
        keys: openKeys(staff.masterKey),
        connections: 1,
      })
      try {
        const { consoleUrl } = config
        return { link: await recoverMember(database, { address: String(address), consoleUrl }) }
      } finally {
        await database.close()
      }
    },
  }
}
