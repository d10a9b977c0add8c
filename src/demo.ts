/** The played story of the demo: the main job of Watchlight, through the doors that people use. */
import type { DemoResult, DemoWorld } from './commands/demo.ts'
import { allConfirm, manyAct, visitorsAct } from './demo/acting.ts'
import { askEachOther } from './demo/asking-each-other.ts'
import { Browser } from './demo/browser.ts'
import { addOfficials, draft, goLive } from './demo/campaigning.ts'
import { openTheCase, publishTheCase } from './demo/casework.ts'
import { ines, layla, tomas } from './demo/cast.ts'
import { lighthouse } from './demo/partners.ts'
import { showOnOwnSite } from './demo/embedding.ts'
import { keepTheFile, lowerTheRisk, noteTheEffect } from './demo/file-keeping.ts'
import { found, signInLink } from './demo/founding.ts'
import { signFromOutside, writeTheLetter } from './demo/joint-letter.ts'
import { speakTogether } from './demo/joint-text.ts'
import { leaveTheCoalition } from './demo/leaving-the-coalition.ts'
import { follow, lettersLeave, messagesReachHer } from './demo/letters.ts'
import { agreeOnCharter, formTheCoalition } from './demo/joining.ts'
import { openOwnSite, type OwnSite } from './demo/own-site.ts'
import { actThroughTwo, openPartnerPages } from './demo/partner-pages.ts'
import { goQuietAndReturn } from './demo/quieting.ts'
import { prepareHandOver, tellOfHandOver } from './demo/handing-over.ts'
import { passItOn } from './demo/reposting.ts'
import { sendTogether } from './demo/sending-together.ts'
import { letHerApprove, takeHerWords } from './demo/speaking.ts'
import { beOutOfReach, leaveADirection } from './demo/speaking-for-her.ts'
import { countSteps } from './demo/steps.ts'
import { sendUpdate, writeUpdate } from './demo/updating.ts'
import { missACheckIn } from './demo/waiting.ts'
import { withdraw } from './demo/withdrawing.ts'
import type { Story } from './demo/world.ts'

/** Plays the story in a world that is new; one that exists already is left as it is, and only its links are told. */
export async function runDemo(world: DemoWorld): Promise<DemoResult> {
  const steps = countSteps(world.log)
  const known = await signInLink(world, ines.address)
  const site = await openOwnSite(world)
  if (!known) await play({ world, steps, site })
  else world.log('\nThe world of the first start is here; nothing is played again.')
  const signIn = known ?? (await signInLink(world, ines.address))
  if (world.once) await site.close()
  else await tellLinks(world, site)
  return { passed: steps.passed, failed: steps.failed, ...(signIn ? { signIn } : {}) }
}

async function play(story: Story): Promise<void> {
  const { steps, world } = story
  const { part } = steps
  await part('Harbour Watch sets itself up', () => found(story))
  await part('A case is opened', () => openTheCase(story))
  await part('Her file is kept', () => keepTheFile(story))
  await part('A sign of life is agreed, and missed', () => missACheckIn(story))
  await part('Who speaks for her if she cannot', () => leaveADirection(story))
  await part('What she agreed to becomes public, and nothing else', () => publishTheCase(story))
  await part('The officials who hold power over her', () => addOfficials(story))
  await part('A campaign is drafted', () => draft(story))
  await part('and goes live', () => goLive(story))
  await part('Visitors act', () => visitorsAct(story))
  await part('and many more', () => manyAct(story))
  await part('Each confirms by mail', () => allConfirm(story))
  await part('Letters to officials leave', () => lettersLeave(story))
  await part('Messages of support reach her', () => messagesReachHer(story))
  await part('Somebody follows by mail', () => follow(story))
  await part('She speaks, and it is taken down in points', () => takeHerWords(story))
  await part('Her words are hers: read back, checked, approved', () => letHerApprove(story))
  await part('Her risk is lower now', () => lowerTheRisk(story))
  await part('An update is written and published', () => writeUpdate(story))
  await part('and sent to those who acted and asked to hear', () => sendUpdate(story))
  await part('What became of it is written down', () => noteTheEffect(story))
  await part('A night of worry: everything goes quiet, and comes back', () => goQuietAndReturn(story))
  await part('For a while she cannot be asked', () => beOutOfReach(story))
  await part('Three more organisations come in by invitation', () => formTheCoalition(story))
  await part('They agree how they work together', () => agreeOnCharter(story))
  await part('and ask each other what is to be done', () => askEachOther(story))
  await part('Partners show the campaign on pages of their own', () => openPartnerPages(story))
  await part('One person acts through two of them', () => actThroughTwo(story))
  await part('The letter is to be handed over, with its signers', () => prepareHandOver(story))
  await part('A joint text, with a dissent', () => speakTogether(story))
  await part('and sent from all of them, once to each person', () => sendTogether(story))
  await part('A partner passes it on', () => passItOn(story))
  await part('and shows form and news on a site of its own', () => showOnOwnSite(story))
  await part('The coalition writes a joint letter', () => writeTheLetter(story))
  await part('and an organisation from outside signs it', () => signFromOutside(story))
  await part('The petition was handed over, and that is told', () => tellOfHandOver(story))
  await part('An organisation leaves', () => leaveTheCoalition(story))
  // the lasting demo keeps its page
  if (world.once) await part('She changes her mind', () => withdraw(story))
}

/** Where to look, each time anew: sign-in links work once. */
async function tellLinks(world: DemoWorld, site: OwnSite): Promise<void> {
  const home = await new Browser().open(`${world.publicUrl}/en/`)
  const hers = home.link('/c/')
  if (hers) world.log(`\nHer page           ${hers}\n         in Arabic ${hers.replace('/en/', '/ar/')}`)
  if (site.stands) world.log(`A partner’s site   ${site.origin}`)
  for (const [who, about] of [
    [tomas, 'the campaigner'],
    [layla, 'who reads the console in Arabic'],
    [lighthouse.person, 'of a partner'],
  ] as const) {
    const link = await signInLink(world, who.address)
    if (link) world.log(`Sign in as ${who.name}, ${about}, once: ${link}`)
  }
}
