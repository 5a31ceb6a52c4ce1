import { section } from './section.js';

/** What went wrong, by error code; `code:hint` says what to do next. */
export const errors = section(
  {
    'usage/unknown-command': 'There is no command "{command}".',
    'usage/unknown-command:hint': 'Run "keel --help" to see the commands.',
    'usage/invalid-option': '{detail}',
    'usage/invalid-option:hint': 'Run "keel {command} --help" to see the options.',
    'files/not-found': 'There is no file or folder at {file}.',
    'files/not-found:hint': 'Check the spelling, or give the path from the folder you are in: {cwd}.',
    'files/unreadable': '{file} cannot be read: {reason}.',
    'files/unreadable:hint': 'Check that the file exists and that you may read it.',
    'files/unwritable': '{file} cannot be written: {reason}. Nothing was left half-written.',
    'files/unwritable:hint': 'Check free space and permissions, or choose another place.',
    'files/exists': '{file} exists already.',
    'files/exists:hint': 'Choose another place, or delete it first.',
    'internal/unexpected': 'Keel made a mistake: {reason}',
    'internal/unexpected:hint':
      'Please report it with the command you typed; set KEEL_DEBUG=1 to see where it happened.',
  },
  {
    'usage/unknown-command': '没有名为“{command}”的命令。',
    'usage/unknown-command:hint': '运行 “keel --help” 查看全部命令。',
    'usage/invalid-option': '{detail}',
    'usage/invalid-option:hint': '运行 “keel {command} --help” 查看选项。',
    'files/not-found': '{file} 处没有文件或文件夹。',
    'files/not-found:hint': '请检查拼写，或从当前文件夹给出路径：{cwd}。',
    'files/unreadable': '无法读取 {file}：{reason}。',
    'files/unreadable:hint': '请确认文件存在且有读取权限。',
    'files/unwritable': '无法写入 {file}：{reason}。没有留下写了一半的文件。',
    'files/unwritable:hint': '请检查剩余空间和权限，或换一个位置。',
    'files/exists': '{file} 已经存在。',
    'files/exists:hint': '请换一个位置，或先删除它。',
    'internal/unexpected': 'Keel 内部出错：{reason}',
    'internal/unexpected:hint': '请连同所输入的命令一起反馈；设置 KEEL_DEBUG=1 可查看出错位置。',
  },
);
