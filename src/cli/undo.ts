import { undoRepairs } from '../audit/repair/undo.js';
import { action, conventional, type RegisterCommand } from './command.js';
import { exitStatus } from './exit-status.js';

export const undo: RegisterCommand = (program, say) => {
  const command = program
    .command('undo')
    .description(say('audit.undo.description'))
    .argument('<journal>', say('audit.undo.journal'))
    .action(
      action(async (terminal, _options, journal: string) => {
        const result = await undoRepairs(journal);
        if (terminal.json) terminal.printJson(result);
        else terminal.note(terminal.say('audit.undo.done', { ...result, already: result.alreadyOriginal }));
        return exitStatus.fine;
      }),
    );
  conventional(command, say, ['keel undo DIOR-repaired/keel-journal.json']);
};
