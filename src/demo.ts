/** The played story of the demo: the main job of Watchlight, through the doors that people use. */
import type { DemoResult, DemoWorld } from './commands/demo.ts'
import { allConfirm, manyAct, visitorsAct } from './demo/acting.ts'
import { addOfficials, draft, goLive } from './demo/campaigning.ts'
import { openTheCase, publishTheCase } from './demo/casework.ts'
import { ines } from './demo/cast.ts'
import { found, signInLink } from './demo/founding.ts'
import { follow, lettersLeave, messagesReachHer } from './demo/letters.ts'
import { countSteps } from './demo/steps.ts'
import { sendUpdate, writeUpdate } from './demo/updating.ts'
import { withdraw } from './demo/withdrawing.ts'
import type { Story } from './demo/world.ts'

export async function runDemo(world: DemoWorld): Promise<DemoResult> {
  const steps = countSteps(world.log)
  const known = await signInLink(world, ines.address)
  if (known) return { passed: 0, failed: 0, signIn: known }
  const story: Story = { world, steps }
  await steps.part('Harbour Watch sets itself up', () => found(story))
  await steps.part('A case is opened', () => openTheCase(story))
  await steps.part('What she agreed to becomes public, and nothing else', () => publishTheCase(story))
  await steps.part('The officials who hold power over her', () => addOfficials(story))
  await steps.part('A campaign is drafted', () => draft(story))
  await steps.part('and goes live', () => goLive(story))
  await steps.part('Visitors act', () => visitorsAct(story))
  await steps.part('and many more', () => manyAct(story))
  await steps.part('Each confirms by mail', () => allConfirm(story))
  await steps.part('Letters to officials leave', () => lettersLeave(story))
  await steps.part('Messages of support reach her', () => messagesReachHer(story))
  await steps.part('Somebody follows by mail', () => follow(story))
  await steps.part('An update is written and published', () => writeUpdate(story))
  await steps.part('and sent to those who acted and asked to hear', () => sendUpdate(story))
  if (world.once) await steps.part('She changes her mind', () => withdraw(story))
  const signIn = await signInLink(world, ines.address)
  return { passed: steps.passed, failed: steps.failed, ...(signIn ? { signIn } : {}) }
}
