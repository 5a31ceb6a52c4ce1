import { section } from './section.js';

/** Wording of the rules on files, classes and whole images: title, why, reasons, and what each option does. */
export const fileRules = section(
  {
    'V0.title': 'Unreadable annotation',
    'V0.why':
      'Loaders stop at a line or tag that they cannot read, or quietly take something else for it. Nothing can be checked that cannot be read.',
    'V0.file-unreadable': 'The system refuses to read the annotation file: {detail}.',
    'V0.file-too-large': 'The annotation file of {bytes} bytes is too large to be read in one piece.',
    'V0.not-text': 'The content is not text: it holds bytes that no annotation file has.',
    'V0.bad-encoding': 'The text is not valid {encoding}; loaders stop with a decoding error.',
    'V0.line-too-long': 'The line is {bytes} bytes long; no annotation line is longer than {most}.',
    'V0.too-few-fields': 'There are {fields} fields instead of {expected}, so this is no object.',
    'V0.too-many-fields': 'There are {fields} fields instead of {expected}.',
    'V0.bad-number': '"{text}" is not a number.',
    'V0.missing-difficulty':
      '{count, plural, one {One object has} other {# objects have}} no difficulty; MMRotate’s loaders stop there with an IndexError.',
    'V0.bad-difficulty': '"{text}" is no difficulty; it must be a whole number.',
    'V0.xml-malformed': 'The XML is broken: {detail}',
    'V0.xml-forbidden':
      'The file uses XML in a way that no annotation needs and that can do harm, so it was read no further: {what, select, entities {entities of its own} external {a reference to another file} nesting {endless nesting} attributes {endless attributes} references {endless references} objects {endless objects} other {{what}}}.',
    'V0.missing-tag': 'The tag {tag} is missing or empty.',
    'V0.json-malformed': 'The JSON is broken at this place. {detail}',
    'V0.wrong-root': 'This is a file of another kind: it starts with {found} instead of {expected}.',
    'V0.dangling-reference': 'The annotation refers to {field} {id}, which the file does not define.',
    'V0.unsupported-shape': 'The shape is of a kind that Keel does not read: {kind}. The object was left out.',
    'V0.corners-reduced':
      '{count, plural, one {One polygon has} other {# polygons have}} more than four corners; the smallest rectangle round each was checked instead.',
    'V0.bad-class-id': '"{text}" is no class id.',
    'V0.image-size-unknown':
      '{count, plural, one {One image is} other {# images are}} missing, so normalised coordinates were scaled by an assumed size of {width} x {height}.',
    'V0.too-many-problems': 'The file has {more} further problems that are not listed.',

    'V10.title': 'Unknown class',
    'V10.why':
      'MMRotate stops with a KeyError at a class that its list lacks; other tools train a class of its own for a misspelling.',
    'V10.spelling': 'The class list has no "{name}", but it has "{suggestion}".',
    'V10.misspelt': 'The class list has no "{name}"; perhaps "{suggestion}" is meant.',
    'V10.unknown': 'The class list has no "{name}", nor anything like it.',

    'V11.title': 'Wrong image size',
    'V11.why':
      'Every box is scaled and cropped by the size that the annotation states. If it is wrong, the boxes leave their objects.',
    'V11.mismatch': 'The annotation states {width} x {height} px; the image has {trueWidth} x {trueHeight} px.',
    'V11.swapped':
      'The annotation states {width} x {height} px; the image has {trueWidth} x {trueHeight} px: width and height are swapped.',
    'V11.not-positive': 'The annotation states a size of {width} x {height} px.',
    'V11.absent':
      'The annotation states no image size; MMRotate 1.0.0rc1 then takes the image’s own with width and height swapped.',

    'V12.title': 'Header line',
    'V12.why':
      'DOTA downloads start with the lines imagesource: and gsd:. MMRotate’s loaders take them for objects and stop with a ValueError; splitting removes them.',
    'V12.in-split-file':
      'The label file of a split image still has {lines, plural, one {a header line} other {# header lines}}.',
    'V12.unsplit':
      '{files, plural, one {One label file has} other {# label files have}} header lines, as DOTA’s downloads do. Split the dataset before training; MMRotate cannot load it as it is.',

    'V15.title': 'Image without a valid object',
    'V15.why':
      'MMRotate 0.3.4 leaves such an image out, 1.0.0rc1 counts its objects before it looks at them and trains on it, with FilterAnnotations draws again.',
    'V15.all-invalid':
      '{objects, plural, one {The only object of the image cannot be learnt from.} other {None of the # objects of the image can be learnt from.}}',
    'V15.all-ignored':
      '{objects, plural, one {The only object of the image is} other {All valid ones of the # objects of the image are}} marked so difficult that training ignores them.',
    'V15.option.sideBelow': 'Objects with a shorter side than this are not valid, in pixels at training scale.',

    'V16.title': 'Class range',
    'V16.why':
      'A label that the model has no output for reads past the end of an array on the GPU: absurd losses or a device assertion. A class that never occurs only costs a little.',
    'V16.no-such-id': 'There is no class {id} among the {classes} of the class list.',
    'V16.beyond-model':
      'The labels use classes beyond the model’s {numClasses}: {classes}. The dataset declares {declared}.',
    'V16.unused': '{count, plural, one {One declared class} other {# declared classes}} never occur: {classes}.',
    'V16.option.numClasses': 'num_classes of the training configuration, to compare with.',
    'V16.option.images': 'Unused classes are reported from this many images on.',

    'V17.title': 'Crowded image',
    'V17.why':
      'Assigners compare every object with some hundred thousand anchors, and RoI heads sample 128 positives at most: memory runs short, and single objects are seen rarely.',
    'V17.crowded':
      'The image has {objects} objects, more than {limit}; a RoI head samples one of them with a chance of {chance, number, ::percent .#} at most.',
    'V17.option.warningAbove': 'Warning above this many objects on one image.',

    'V20.title': 'Image integrity',
    'V20.why':
      'A corrupt image stops the run, NaN pixels make every loss NaN, and pixels of another depth or orientation are not what the model and the boxes assume.',
    'V20.unreadable': '{image} cannot be read: {detail}',
    'V20.not-an-image': '{image} is not an image.',
    'V20.unsupported-format': '{image} is a {format} file, which Keel does not read and most loaders do not expect.',
    'V20.bad-header': '{image} has a broken header: {detail}',
    'V20.truncated': '{image} is cut off: the end of the file is missing.',
    'V20.wrong-extension': '{image} is a {format} file with the extension {extension}.',
    'V20.undecodable': '{image} cannot be decoded: {detail}',
    'V20.non-finite-pixels':
      '{image} has {samples, plural, one {one sample that is} other {# samples that are}} NaN or infinite; every loss of that iteration turns NaN.',
    'V20.deep': '{image} has {bitsPerChannel} bits per channel; the stock mean and standard deviation are made for 8.',
    'V20.many-channels': '{image} has {channels} channels; stock models take three.',
    'V20.turned':
      '{image} has EXIF orientation {orientation}: OpenCV turns it when loading, the boxes stay where they are.',
    'V20.constant': 'All pixels of {image} have the same value: {value}.',

    'V21.title': 'Ignored as difficult',
    'V21.why':
      'MMRotate leaves out objects whose difficulty is above 100. Usual values are 0, 1 and 2, so larger ones are mostly slips.',
    'V21.ignored':
      '{objects, plural, one {One object has} other {# objects have}} a difficulty above {limit} and {objects, plural, one {is} other {are}} never trained on.',
    'V21.option.warningAbove': 'Warning above this difficulty: diff_thr of the training configuration.',

    'V22.title': 'Unpaired file',
    'V22.why':
      'The run stops when it comes to a listed image or annotation that does not exist. What no list names is never trained on.',
    'V22.listed-without-annotation': '{list} lists {item}, which has no annotation.',
    'V22.listed-without-image': '{list} lists {item}, which has no image.',
    'V22.annotation-without-image': '{item} has no image.',
    'V22.image-without-annotation':
      '{count, plural, one {One image has} other {# images have}} no annotation, such as {example}.',
    'V22.annotation-unlisted':
      '{count, plural, one {One annotation is} other {# annotations are}} in no list, such as {example}.',
    'V22.no-images':
      'No image was found beside {annotations, plural, one {the annotation} other {the # annotations}}: image sizes and files could not be checked.',
  },
  {
    'V0.title': '无法读取的标注',
    'V0.why': '加载器遇到读不懂的行或标签会中止，或悄悄把它当成别的内容。读不了的内容也就无从检查。',
    'V0.file-unreadable': '系统拒绝读取该标注文件：{detail}。',
    'V0.file-too-large': '标注文件有 {bytes} 字节，过大而无法一次读入。',
    'V0.not-text': '内容不是文本：含有标注文件不会有的字节。',
    'V0.bad-encoding': '文本不是有效的 {encoding}；加载器会因解码错误中止。',
    'V0.line-too-long': '该行长 {bytes} 字节；标注行不会超过 {most} 字节。',
    'V0.too-few-fields': '有 {fields} 个字段，应有 {expected} 个，因此不是目标。',
    'V0.too-many-fields': '有 {fields} 个字段，应有 {expected} 个。',
    'V0.bad-number': '“{text}”不是数字。',
    'V0.missing-difficulty': '{count} 个目标没有 difficulty 字段；MMRotate 的加载器会在此以 IndexError 中止。',
    'V0.bad-difficulty': '“{text}”不是 difficulty；它必须是整数。',
    'V0.xml-malformed': 'XML 已损坏：{detail}',
    'V0.xml-forbidden':
      '文件使用了标注用不到且可能有害的 XML 特性，因此不再往下读：{what, select, entities {自定义实体} external {引用其他文件} nesting {无尽嵌套} attributes {无尽属性} references {无尽引用} objects {无尽目标} other {{what}}}。',
    'V0.missing-tag': '标签 {tag} 缺失或为空。',
    'V0.json-malformed': 'JSON 在此处已损坏。{detail}',
    'V0.wrong-root': '这是另一种文件：以 {found} 开头，应为 {expected}。',
    'V0.dangling-reference': '标注引用了文件中未定义的 {field} {id}。',
    'V0.unsupported-shape': 'Keel 不支持这种形状：{kind}。该目标已略过。',
    'V0.corners-reduced': '{count} 个多边形的顶点多于四个；检查时改用各自的最小外接矩形。',
    'V0.bad-class-id': '“{text}”不是类别编号。',
    'V0.image-size-unknown': '缺少 {count} 张图像，归一化坐标按假定尺寸 {width} x {height} 换算。',
    'V0.too-many-problems': '该文件还有 {more} 个问题未列出。',

    'V10.title': '未知类别',
    'V10.why': 'MMRotate 遇到类别表中没有的类别会以 KeyError 中止；其他工具则会为拼写错误单独训练一个类别。',
    'V10.spelling': '类别表中没有“{name}”，但有“{suggestion}”。',
    'V10.misspelt': '类别表中没有“{name}”；或许是“{suggestion}”。',
    'V10.unknown': '类别表中没有“{name}”，也没有相近的名称。',

    'V11.title': '图像尺寸错误',
    'V11.why': '每个框都按标注写明的尺寸缩放和裁剪。尺寸有误，框就会偏离目标。',
    'V11.mismatch': '标注写明 {width} x {height} px；图像实际为 {trueWidth} x {trueHeight} px。',
    'V11.swapped': '标注写明 {width} x {height} px；图像实际为 {trueWidth} x {trueHeight} px：宽和高写反了。',
    'V11.not-positive': '标注写明的尺寸为 {width} x {height} px。',
    'V11.absent': '标注没有写明图像尺寸；MMRotate 1.0.0rc1 会改用图像自身的尺寸，但宽高颠倒。',

    'V12.title': '文件头行',
    'V12.why':
      'DOTA 下载文件以 imagesource: 和 gsd: 两行开头。MMRotate 的加载器把它们当作目标，以 ValueError 中止；切图会去掉它们。',
    'V12.in-split-file': '切图后的标注文件仍有 {lines} 行文件头。',
    'V12.unsplit': '{files} 个标注文件带有文件头行，与 DOTA 下载文件一致。训练前请先切图；MMRotate 无法直接加载。',

    'V15.title': '没有有效目标的图像',
    'V15.why':
      'MMRotate 0.3.4 会略过这种图像；1.0.0rc1 先计数再查看，仍用它训练，配合 FilterAnnotations 时则反复重抽。',
    'V15.all-invalid': '图像中的 {objects} 个目标都无法用于学习。',
    'V15.all-ignored': '图像共 {objects} 个目标，其中有效的都被标为困难，训练时会忽略。',
    'V15.option.sideBelow': '训练尺度下短边低于此值的目标视为无效，单位像素。',

    'V16.title': '类别范围',
    'V16.why':
      '模型没有对应输出的标签会在 GPU 上越界读取数组：损失荒谬，或触发设备断言。从不出现的类别则只是略有浪费。',
    'V16.no-such-id': '类别表的 {classes} 个类别中没有编号 {id}。',
    'V16.beyond-model': '标注使用了超出模型 {numClasses} 类的类别：{classes}。数据集声明了 {declared} 类。',
    'V16.unused': '{count} 个已声明的类别从未出现：{classes}。',
    'V16.option.numClasses': '训练配置中的 num_classes，用于比较。',
    'V16.option.images': '图像数达到此值后才报告未使用的类别。',

    'V17.title': '目标拥挤的图像',
    'V17.why': '分配器要把每个目标与十余万个锚框比较，RoI 头最多采样 128 个正样本：显存吃紧，单个目标很少被看到。',
    'V17.crowded':
      '图像有 {objects} 个目标，超过 {limit}；RoI 头采样到其中某一个的概率至多为 {chance, number, ::percent .#}。',
    'V17.option.warningAbove': '单张图像的目标数高于此值时报警告。',

    'V20.title': '图像完整性',
    'V20.why': '损坏的图像会中止训练，NaN 像素使所有损失变为 NaN，位深或方向不同的图像与模型和框的假设不符。',
    'V20.unreadable': '无法读取 {image}：{detail}',
    'V20.not-an-image': '{image} 不是图像。',
    'V20.unsupported-format': '{image} 是 {format} 文件，Keel 不读取，多数加载器也不支持。',
    'V20.bad-header': '{image} 的文件头已损坏：{detail}',
    'V20.truncated': '{image} 不完整：文件末尾缺失。',
    'V20.wrong-extension': '{image} 是 {format} 文件，扩展名却是 {extension}。',
    'V20.undecodable': '无法解码 {image}：{detail}',
    'V20.non-finite-pixels': '{image} 有 {samples} 个采样值为 NaN 或无穷；该次迭代的所有损失都会变为 NaN。',
    'V20.deep': '{image} 每通道 {bitsPerChannel} 位；默认的均值和标准差按 8 位设定。',
    'V20.many-channels': '{image} 有 {channels} 个通道；默认模型只接受三个。',
    'V20.turned': '{image} 的 EXIF 方向为 {orientation}：OpenCV 加载时会旋转图像，框却留在原处。',
    'V20.constant': '{image} 的所有像素值相同：{value}。',

    'V21.title': '因困难而被忽略',
    'V21.why': 'MMRotate 会略过 difficulty 高于 100 的目标。通常取值为 0、1、2，更大的值多为笔误。',
    'V21.ignored': '{objects} 个目标的 difficulty 高于 {limit}，训练时从不使用。',
    'V21.option.warningAbove': 'difficulty 高于此值时报警告，即训练配置中的 diff_thr。',

    'V22.title': '不成对的文件',
    'V22.why': '训练读到清单中不存在的图像或标注时会中止。没有列入清单的内容则从不参与训练。',
    'V22.listed-without-annotation': '{list} 列出了 {item}，但没有对应的标注。',
    'V22.listed-without-image': '{list} 列出了 {item}，但没有对应的图像。',
    'V22.annotation-without-image': '{item} 没有对应的图像。',
    'V22.image-without-annotation': '{count} 张图像没有标注，例如 {example}。',
    'V22.annotation-unlisted': '{count} 个标注不在任何清单中，例如 {example}。',
    'V22.no-images': '在 {annotations} 个标注旁没有找到任何图像：无法检查图像尺寸和文件。',
  },
);
