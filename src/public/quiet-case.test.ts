import { expect, test } from 'vitest'
import { testDatabase } from '../../test/database.ts'
import { visitorsDoor } from '../../test/visitors-door.ts'
import { askToEndQuiet, goQuiet } from '#publishing/index.ts'

const door = await visitorsDoor(await testDatabase())
const { world, get, site, office } = door
const { her, campaignKey, updateKey, fileKey } = world
const pages = [
  `/en/c/${her.shortId}-samira-haddad`,
  `/ar/c/${her.shortId}-samira-haddad`,
  `/en/act/${campaignKey}/signature`,
  `/en/c/${her.shortId}/updates/${updateKey}`,
]
const beside = [`/files/${fileKey}`, `/en/c/${her.shortId}/feed.atom`]
const look = async (paths: string[]) => {
  const answers = await Promise.all(paths.map(async (path) => await get(path)))
  return await Promise.all(answers.map(async (one) => ({ status: one.status, text: await one.text() })))
}

test('a quiet case answers everywhere with the one neutral text, and stands again as it stood', async () => {
  const before = await look(pages)
  expect(before.map(({ status }) => status)).toEqual(pages.map(() => 200))
  await office.transaction(world.member, (tx) => goQuiet(tx, her.caseId))
  await site.published.refresh()
  const quiet = await look(pages)
  expect(quiet.map(({ status }) => status)).toEqual(pages.map(() => 410))
  const english = quiet.filter((_, n) => pages[n]!.startsWith('/en/')).map(({ text }) => text)
  expect(new Set(english).size).toBe(1)
  for (const { text } of quiet) expect(text).not.toMatch(/Samira|Haddad|سميرة|question is no crime/)
  for (const { status } of await look(beside)) expect(status).toBeGreaterThanOrEqual(400)
  expect((await look(['/en/']))[0]!.text).not.toContain('Samira')
  const form = { firstName: 'Noor', lastName: 'Haddou', email: 'noor@post.example', country: 'NL' }
  expect((await door.post(`/en/act/${campaignKey}/signature`, form)).status).toBe(410)
  // the only one of an organisation of one
  const ended = await office.transaction({ ...world.member, steppedUpAt: door.clock.now() }, (tx) =>
    askToEndQuiet(tx, her.caseId),
  )
  expect(ended.state).toBe('signed')
  await site.published.refresh()
  // languages may stand in another order
  const main = ({ text }: { text: string }) => /<main[\s\S]*<\/main>/.exec(text)![0]
  expect((await look(pages)).map(main)).toEqual(before.map(main))
})
