import { section } from './section.js';

/** Wording of the statistics rules D1 to D12: title, reasons, why, and what each option does. */
export const statisticsRules = section(
  {
    'D1.title': 'Few samples',
    'D1.why':
      'A class seen a handful of times is neither learnt nor measured well; one that is never trained on is not learnt at all.',
    'D1.few-objects': 'Class "{name}" has only {objects} objects; below {limit} it can hardly be learnt.',
    'D1.few-images':
      'Class "{name}" occurs in only {images} images, fewer than {limit}, though it has {objects} objects.',
    'D1.not-in-training': 'Class "{name}" has {objects} objects, but none in a training split: {splits}.',
    'D1.option.objectsBelow': 'Warning below this many objects of a class.',
    'D1.option.imagesBelow': 'Warning below this many images with a class.',
    'D1.option.images': 'Datasets with fewer images are left alone.',

    'D2.title': 'Class imbalance',
    'D2.why':
      'Losses add up over objects, so the most common class is learnt at the cost of the rarest unless images are resampled.',
    'D2.imbalance':
      'Class "{most}" has {mostObjects} objects, class "{least}" {leastObjects}: a ratio of {ratio} to 1.',
    'D2.option.ratioAbove': 'Warning above this ratio of the most common to the least common class.',
    'D2.option.images': 'Datasets with fewer images are left alone.',

    'D3.title': 'Outlier in size',
    'D3.why': 'An object far from its class in size often has the wrong class, or is two objects in one box.',
    'D3.low':
      'The object measures {value} px (root of its area), {times} times less than the median of "{name}", {median} px. Such objects: {count}.',
    'D3.high':
      'The object measures {value} px (root of its area), {times} times the median of "{name}", {median} px. Such objects: {count}.',
    'D3.option.deviations': 'Distance from the median, in robust standard deviations of the logarithm.',
    'D3.option.factor': 'An object must differ from the median by this factor at least.',
    'D3.option.shareAtMost': 'Where more than this share of a class is as far off, it is a kind of its own.',
    'D3.option.objects': 'Classes with fewer objects are left alone.',

    'D4.title': 'Outlier in aspect',
    'D4.why': 'An object far from its class in shape often has the wrong class, or corners that are not the object’s.',
    'D4.low':
      'The object’s aspect is {value}, {times} times less than the median of "{name}", {median}. Such objects: {count}.',
    'D4.high': 'The object’s aspect is {value}, {times} times the median of "{name}", {median}. Such objects: {count}.',
    'D4.option.deviations': 'Distance from the median, in robust standard deviations of the logarithm.',
    'D4.option.factor': 'An object must differ from the median by this factor at least.',
    'D4.option.shareAtMost': 'Where more than this share of a class is as far off, it is a kind of its own.',
    'D4.option.objects': 'Classes with fewer objects are left alone.',

    'D5.title': 'Duplicate images',
    'D5.why':
      'An image in two splits is evaluated on what was learnt by heart; one that is in a split twice weighs double.',
    'D5.across-splits': '{image} ({split}) is the same file, byte for byte, as {other} ({otherSplit}).',
    'D5.within-split': '{image} is the same file, byte for byte, as {other}.',

    'D6.title': 'Leakage between splits',
    'D6.why':
      'Windows or copies of one image in two splits share ground, so the evaluation measures what was trained on.',
    'D6.same-scene': 'The {images} images made from {scene} are spread over the splits {splits}.',
    'D6.same-image': '{image} belongs to several splits: {splits}.',

    'D7.title': 'Horizontal boxes stored as oriented',
    'D7.why':
      'If every box stands along the image’s axes, there is no angle to learn: these are horizontal boxes in an oriented format.',
    'D7.dataset':
      '{share, number, ::percent .#} of {objects} elongated objects stand along the image’s axes: these look like horizontal boxes.',
    'D7.class':
      '{share, number, ::percent .#} of {objects} elongated objects of class "{name}" stand along the image’s axes: these look like horizontal boxes.',
    'D7.option.shareFrom': 'Report from this share of axis-aligned objects on.',
    'D7.option.toleranceDegrees': 'How far from an axis still counts as aligned, in degrees.',
    'D7.option.aspectFrom': 'Objects with a smaller ratio of sides are left out.',
    'D7.option.objects': 'Datasets and classes with fewer elongated objects are left alone.',

    'D8.title': 'Squares whose angle means nothing',
    'D8.why':
      'Which side of a square is the longer is chance, so its angle jumps by a quarter turn between annotations: noise as a target.',
    'D8.class':
      '{share, number, ::percent .#} of {objects} objects of class "{name}" are nearly square and drawn at all angles; their angle targets are noise.',
    'D8.option.shareFrom': 'Report from this share of near-square objects on.',
    'D8.option.aspectBelow': 'Ratio of sides below which an object counts as square.',
    'D8.option.objects': 'Classes with fewer objects are left alone.',

    'D9.title': 'Images without objects',
    'D9.why':
      'Stock configurations leave images without objects out of training, so an epoch is shorter than the list suggests.',
    'D9.empty': '{empty} of {images} images ({share, number, ::percent .#}) have no object.',
    'D9.option.shareAbove': 'Report above this share of images without objects.',
    'D9.option.images': 'Datasets with fewer images are left alone.',

    'D10.title': 'Tiny objects',
    'D10.why':
      'An object far smaller than the smallest anchor never overlaps one enough; it is matched by force, with large targets.',
    'D10.class':
      '{share, number, ::percent .#} of {objects} objects of class "{name}" are so small at training scale that their IoU with the smallest anchor ({anchor} px) stays below {iou}.',
    'D10.option.shareAbove': 'Report above this share of tiny objects in a class.',
    'D10.option.anchor': 'Side of the smallest anchor, in pixels at training scale.',
    'D10.option.iouBelow': 'An object is tiny if no anchor can reach this IoU with it.',
    'D10.option.objects': 'Classes with fewer objects are left alone.',
    'D10.option.images': 'Datasets with fewer images are left alone.',

    'D11.title': 'Shrunk images',
    'D11.why':
      'Images much larger than the training size are scaled down, and small objects vanish. Split them into windows first.',
    'D11.shrunk':
      '{shrunk} of {images} images ({share, number, ::percent .#}) are scaled down to less than half for training, the largest to {smallestScale, number, ::percent .#}.',
    'D11.option.scaleBelow': 'An image is shrunk if its scale at training is below this.',
    'D11.option.shareFrom': 'Warning from this share of shrunk images on.',
    'D11.option.images': 'Datasets with fewer images are left alone.',

    'D12.title': 'Spelling of class names',
    'D12.why': 'Two spellings of one class train two classes, each with fewer objects and each other’s as background.',
    'D12.spellings': 'These class names differ in spelling only: {names}.',
    'D12.typo':
      'Class "{name}" ({objects} {objects, plural, one {object} other {objects}}) is one letter away from "{meant}" ({meantObjects} objects).',
    'D12.option.ratioFrom': 'A name is taken for a slip if another, one letter away, is this many times as common.',
  },
  {
    'D1.title': '样本过少',
    'D1.why': '只出现几次的类别既学不好，也测不准；从未参与训练的类别则根本学不到。',
    'D1.few-objects': '类别“{name}”只有 {objects} 个目标；少于 {limit} 个很难学会。',
    'D1.few-images': '类别“{name}”虽有 {objects} 个目标，却只出现在 {images} 张图像中，少于 {limit} 张。',
    'D1.not-in-training': '类别“{name}”有 {objects} 个目标，但都不在训练划分中：{splits}。',
    'D1.option.objectsBelow': '某类别的目标数低于此值时报警告。',
    'D1.option.imagesBelow': '含某类别的图像数低于此值时报警告。',
    'D1.option.images': '图像数少于此值的数据集不检查。',

    'D2.title': '类别不均衡',
    'D2.why': '损失按目标累加，若不重采样，最常见的类别会挤占最罕见的类别。',
    'D2.imbalance': '类别“{most}”有 {mostObjects} 个目标，“{least}”只有 {leastObjects} 个：比例为 {ratio} 比 1。',
    'D2.option.ratioAbove': '最常见与最罕见类别之比高于此值时报警告。',
    'D2.option.images': '图像数少于此值的数据集不检查。',

    'D3.title': '尺寸离群',
    'D3.why': '尺寸远离同类的目标往往类别有误，或是一个框里有两个目标。',
    'D3.low':
      '目标尺寸（面积的平方根）为 {value} px，是“{name}”中位数 {median} px 的 1/{times}。此类目标共 {count} 个。',
    'D3.high':
      '目标尺寸（面积的平方根）为 {value} px，是“{name}”中位数 {median} px 的 {times} 倍。此类目标共 {count} 个。',
    'D3.option.deviations': '与中位数的距离，以对数的稳健标准差计。',
    'D3.option.factor': '目标与中位数至少相差的倍数。',
    'D3.option.shareAtMost': '若某类别中偏离如此之远的比例高于此值，则视为另一种情形而非离群。',
    'D3.option.objects': '目标数少于此值的类别不检查。',

    'D4.title': '长宽比离群',
    'D4.why': '形状远离同类的目标往往类别有误，或顶点不属于该目标。',
    'D4.low': '目标的长宽比为 {value}，是“{name}”中位数 {median} 的 1/{times}。此类目标共 {count} 个。',
    'D4.high': '目标的长宽比为 {value}，是“{name}”中位数 {median} 的 {times} 倍。此类目标共 {count} 个。',
    'D4.option.deviations': '与中位数的距离，以对数的稳健标准差计。',
    'D4.option.factor': '目标与中位数至少相差的倍数。',
    'D4.option.shareAtMost': '若某类别中偏离如此之远的比例高于此值，则视为另一种情形而非离群。',
    'D4.option.objects': '目标数少于此值的类别不检查。',

    'D5.title': '重复图像',
    'D5.why': '出现在两个划分中的图像，评测的只是记忆；在同一划分中出现两次则权重加倍。',
    'D5.across-splits': '{image}（{split}）与 {other}（{otherSplit}）逐字节相同。',
    'D5.within-split': '{image} 与 {other} 逐字节相同。',

    'D6.title': '划分之间泄漏',
    'D6.why': '同一图像的切片或副本分在两个划分中，地面内容相同，评测的就是训练过的内容。',
    'D6.same-scene': '由 {scene} 得到的 {images} 张图像分散在划分 {splits} 中。',
    'D6.same-image': '{image} 同时属于多个划分：{splits}。',

    'D7.title': '以旋转框存储的水平框',
    'D7.why': '如果所有框都与图像坐标轴平行，就没有角度可学：这些是用旋转框格式存储的水平框。',
    'D7.dataset': '{objects} 个狭长目标中有 {share, number, ::percent .#} 与图像坐标轴平行：看起来是水平框。',
    'D7.class':
      '类别“{name}”的 {objects} 个狭长目标中有 {share, number, ::percent .#} 与图像坐标轴平行：看起来是水平框。',
    'D7.option.shareFrom': '轴对齐目标的比例达到此值时报告。',
    'D7.option.toleranceDegrees': '偏离坐标轴多少度以内仍算对齐。',
    'D7.option.aspectFrom': '边长之比小于此值的目标不计入。',
    'D7.option.objects': '狭长目标少于此值的数据集和类别不检查。',

    'D8.title': '角度无意义的正方形',
    'D8.why': '正方形哪边更长全凭偶然，角度会在不同标注之间跳变四分之一圈：作为学习目标就是噪声。',
    'D8.class':
      '类别“{name}”的 {objects} 个目标中有 {share, number, ::percent .#} 接近正方形且方向各异；其角度目标是噪声。',
    'D8.option.shareFrom': '近似正方形目标的比例达到此值时报告。',
    'D8.option.aspectBelow': '边长之比低于此值的目标算作正方形。',
    'D8.option.objects': '目标数少于此值的类别不检查。',

    'D9.title': '没有目标的图像',
    'D9.why': '默认配置会在训练中略过没有目标的图像，因此一个 epoch 比清单所示更短。',
    'D9.empty': '{images} 张图像中有 {empty} 张（{share, number, ::percent .#}）没有目标。',
    'D9.option.shareAbove': '没有目标的图像比例高于此值时报告。',
    'D9.option.images': '图像数少于此值的数据集不检查。',

    'D10.title': '微小目标',
    'D10.why': '远小于最小锚框的目标与任何锚框的重叠都不够，只能强行匹配，回归目标很大。',
    'D10.class':
      '类别“{name}”的 {objects} 个目标中有 {share, number, ::percent .#} 在训练尺度下过小，与最小锚框（{anchor} px）的 IoU 低于 {iou}。',
    'D10.option.shareAbove': '某类别微小目标的比例高于此值时报告。',
    'D10.option.anchor': '最小锚框的边长，单位为训练尺度下的像素。',
    'D10.option.iouBelow': '与任何锚框的 IoU 都达不到此值的目标算作微小。',
    'D10.option.objects': '目标数少于此值的类别不检查。',
    'D10.option.images': '图像数少于此值的数据集不检查。',

    'D11.title': '被缩小的图像',
    'D11.why': '远大于训练尺寸的图像会被缩小，小目标随之消失。请先切图。',
    'D11.shrunk':
      '{images} 张图像中有 {shrunk} 张（{share, number, ::percent .#}）训练时缩小到一半以下，最大的一张缩小到 {smallestScale, number, ::percent .#}。',
    'D11.option.scaleBelow': '训练时缩放比例低于此值的图像算作被缩小。',
    'D11.option.shareFrom': '被缩小图像的比例达到此值时报警告。',
    'D11.option.images': '图像数少于此值的数据集不检查。',

    'D12.title': '类别名称的拼写',
    'D12.why': '同一类别的两种写法会训练成两个类别，各自样本更少，还互为背景。',
    'D12.spellings': '这些类别名称只有写法不同：{names}。',
    'D12.typo': '类别“{name}”（{objects} 个目标）与“{meant}”（{meantObjects} 个目标）只差一个字母。',
    'D12.option.ratioFrom': '若另一名称只差一个字母且数量是它的这么多倍，则视为笔误。',
  },
);
