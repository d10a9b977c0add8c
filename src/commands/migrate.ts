import { ConfigError, type Config } from '#platform/config.ts'
import { readKeyFile } from '#platform/key-file.ts'
import { openKeys } from '#platform/keys/keyring.ts'
import { migrate } from '#platform/migrate.ts'
import { migrationsFolder } from '#platform/paths.ts'
import { say } from './running.ts'

/** For an external PostgreSQL; the embedded one is migrated by `serve`. The owner is used here and nowhere else. */
export async function run(_words: string[], config: Config): Promise<number> {
  const problems: string[] = []
  if (!config.databaseUrl)
    problems.push('DATABASE_URL is not set: it names the owner of the database to migrate.')
  if (!config.keyFile) problems.push('WATCHLIGHT_KEY_FILE is not set: run "watchlight setup" once.')
  if (!config.databaseUrl || !config.keyFile) throw new ConfigError(problems)
  const { context } = openKeys(readKeyFile(config.keyFile))
  await migrate({ ownerUrl: config.databaseUrl, contextKey: context, folder: migrationsFolder, log: say })
  say('The database is up to date.')
  return 0
}
