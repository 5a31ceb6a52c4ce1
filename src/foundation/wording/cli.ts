import { section } from './section.js';

/** Wording of the command line itself; each command's own texts stand under its name. */
export const cli = section(
  {
    description: 'Keeps rotated-object-detection training upright.',
    examples: 'Examples:',
    usage: 'Usage:',
    arguments: 'Arguments:',
    options: 'Options:',
    commands: 'Commands:',
    'option.json': 'machine output on stdout; everything else goes to stderr',
    'option.quiet': 'say only what matters',
    'option.lang': 'language of all texts',
    'option.help': 'show this help',
    'option.version': 'show the version',
    error: 'error',
  },
  {
    description: '让旋转目标检测的训练稳稳站住。',
    examples: '示例：',
    usage: '用法：',
    arguments: '参数：',
    options: '选项：',
    commands: '命令：',
    'option.json': '机器可读结果写到标准输出，其余内容写到标准错误',
    'option.quiet': '只输出重要内容',
    'option.lang': '所有文字的语言',
    'option.help': '显示帮助',
    'option.version': '显示版本',
    error: '错误',
  },
);
